package io.gatehouse.streams.incidents;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.model.Finding;

/**
 * An incident is new, or reads otherwise than before.
 *
 * @param isNew whether nothing has been written of it before
 */
record Change(Incident incident, Finding finding, boolean isNew) {}
