package io.gatehouse.streams.passages;

import io.gatehouse.streams.model.Fact;
import io.gatehouse.streams.model.Passing;
import java.util.List;

/**
 * What is new at a door: a fact, and the passages that it is of, ends or cuts short.
 *
 * @param fact not null
 */
record DoorNews(Fact fact, List<Passing> passings) {}
