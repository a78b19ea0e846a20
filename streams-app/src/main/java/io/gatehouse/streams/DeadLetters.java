package io.gatehouse.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What becomes of a record that fails. If that is its own fault it goes to the dead-letter topic,
 * in the transaction of the others, with Kafka Streams' headers {@code __streams.errors.*}:
 * exception, message, stack trace, topic, partition, offset. If not, the thread fails, and reads it
 * again when it comes back.
 */
public final class DeadLetters {

  private DeadLetters() {}

  /** For records that cannot be read. */
  public static final class Unreadable extends LogAndContinueExceptionHandler {

    @Override
    public DeserializationExceptionHandler.Response handleError(
        ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
      return Faults.inBytes(exception)
          ? super.handleError(context, record, exception)
          : DeserializationExceptionHandler.Response.fail();
    }
  }

  /** For records that a processor throws on. */
  public static final class Unprocessable extends LogAndContinueProcessingExceptionHandler {

    @Override
    public ProcessingExceptionHandler.Response handleError(
        ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
      // A timer has no record that could be put aside, and would fail again and again.
      return record != null && Faults.inContent(exception)
          ? super.handleError(context, record, exception)
          : ProcessingExceptionHandler.Response.fail();
    }
  }
}
