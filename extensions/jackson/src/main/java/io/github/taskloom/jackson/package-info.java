/** Values of tasks as JSON in a journal: {@link io.github.taskloom.jackson.JacksonCodec}. */
@NullMarked
package io.github.taskloom.jackson;

import org.jspecify.annotations.NullMarked;
