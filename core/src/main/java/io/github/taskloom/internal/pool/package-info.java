/**
 * Running many pieces of work, some trivial, some that block, on as few threads as do it fastest:
 * ours alone. It knows threads and numbers, no tasks and no graph.
 *
 * <pre>
 *   source   [ 0  1  2  3  4  5  6  7  8  9 ]   a layer, or what became ready, by number
 *              x  x  x  ^                       claimed so far
 *   owner      |  |  |        the first worker: claims, works, claims again
 *   attends    .  .  .  !     the thread that forked it: looks each tick (50 to 200 us) whether the
 *   extra            |  |     owner is held up, and if so forks extra workers in the part's scope,
 *                    |  |  |  which claim likewise; as long as those are held up, too, eight times
 *                    |  |  |  |   more at each tick
 * </pre>
 *
 * <p><b>A thread is slower than a task.</b> To fork one costs a microsecond, and two that share one
 * counter take its cache line from each other: a trivial task costs three times as much on two
 * cores as on one. So each {@link PoolPart} of the work of a {@link WorkerPool} begins on one
 * thread, its owner's, which runs a trivial task in tens of nanoseconds. The thread that attends
 * sees by the claims whether more threads are worth it; where that is known before, there is a
 * thread for each piece at once ({@link ThreadEach}).
 *
 * <p><b>A task that is held up holds up nothing else.</b> Where the owner claims nothing any more,
 * {@link ExtraWorkers} come, one per core, and eight times more at every tick in which there were
 * fewer claims than extra workers, up to one per piece; none while one of them still waits for a
 * processor. So 10,000 tasks that sleep have 10,000 threads after five ticks, and tasks that wait
 * for each other all get to run, however many.
 *
 * <p><b>Work that outlasts the cost of a thread gets one.</b> Where the owner gets on, but its
 * pieces take 300 ns or more and what is left takes 3 us or more ({@link ScalingPolicy}), the
 * thread that attends calls a {@link Helper} for each further core. It stays, part after part: it
 * looks for the next one for 50 us before it sleeps, since to wake a core takes longer than a short
 * layer; the owner waits for none that has not joined. Under a limit of threads there are extra
 * workers in its place.
 *
 * <p><b>A thread beside the owner that is not needed leaves.</b> Its {@link Worker} sees after 64
 * quick claims whether the owner, or another one beside it, is as quick: then one of them is
 * enough. What became ready is kept by the worker that made it so if nothing else waits, else it
 * stands in that worker's {@link Batch}, where the others take it when they are out of work, and
 * now and then when they are not ({@link ReadyQueue}); of workers that find nothing as many wait as
 * there are cores, the others leave.
 *
 * <p><b>Threads.</b> The one that attends alone opens and forks in the pool's scope, and in those
 * of the extra workers that it brings; it runs no piece as long as there are threads to be had, so
 * nothing holds it up. No thread outlives its scope. The thread that {@linkplain WorkSource#close()
 * closes} the source ends the work: what is claimed is done, nothing more is.
 */
@NullMarked
package io.github.taskloom.internal.pool;

import org.jspecify.annotations.NullMarked;
