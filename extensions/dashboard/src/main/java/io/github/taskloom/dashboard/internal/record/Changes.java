package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.dashboard.internal.data.Changed;
import io.github.taskloom.dashboard.internal.data.RunData;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is told at one look.
 *
 * @param epoch rows keep their numbers as long as this stays
 * @param since what is new or has changed since the last look; null if it was the first one or rows
 *     have got new numbers: then the whole replaces all
 * @param whole all that is known at the same moment, where it was asked for or is needed
 */
public record Changes(int epoch, @Nullable Changed since, @Nullable RunData whole) {}
