/**
 * What makes tell the flight recorder of the JDK (JFR), where one records. {@link
 * io.github.taskloom.internal.flight.Flights} is the door: all else here is loaded once there is a
 * recording, so a program without one, or without the module {@code jdk.jfr}, never meets it.
 */
@NullMarked
package io.github.taskloom.internal.flight;

import org.jspecify.annotations.NullMarked;
