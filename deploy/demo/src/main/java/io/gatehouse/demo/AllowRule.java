package io.gatehouse.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What may be commanded, {@code device:target:action}, as the sink takes it. */
record AllowRule(String text) {

  /** Everything. */
  static final AllowRule ALL = new AllowRule("*:*:*");

  /** From the command line. */
  static final class Converter implements ITypeConverter<AllowRule> {

    @Override
    public AllowRule convert(String text) {
      if (!text.matches("[^:,]+:[^,]+:[^:,]+")) {
        throw new TypeConversionException(
            "'%s' must be device:target:action, such as 10.0.0.5:switch/1:TRIGGER".formatted(text));
      }
      return new AllowRule(text);
    }
  }

  /** Whether it is about one device, which it names. */
  boolean namesDevice() {
    return !device().contains("*");
  }

  String device() {
    return text.substring(0, text.indexOf(':'));
  }
}
