using System.Diagnostics;

namespace HonestAsync;

/// <content>How long a step of a schedule may take until the pool is quiet.</content>
public sealed partial class ThreadPoolQuiescence
{
    /// <summary>Lasts while items come to their end, up to two seconds of processor time. Not thread-safe.</summary>
    internal struct Patience
    {
        private static readonly TimeSpan s_noItemEnds = TimeSpan.FromMilliseconds(500);
        // most steps are quiet within microseconds: nothing is read for them
        private static readonly TimeSpan s_firstLook = TimeSpan.FromMilliseconds(60);

        private long _asked;
        private long _lastEnd;
        private long _items;
        private StallDetector? _standstill;
        private StallDetector? _whole;

        public Patience()
        {
            _asked = _lastEnd = Stopwatch.GetTimestamp();
            _items = Completed;
        }

        /// <summary>
        /// Pauses before the next look: until code of the schedule leaves a thread of the pool, or for a
        /// millisecond.
        /// </summary>
        /// <returns>False when it never comes to rest.</returns>
        /// <exception cref="MachineTooBusyException">The machine gave this process too little processor time to
        /// tell.</exception>
        public bool Pause(OffThreadActivity activity)
        {
            activity.SleepUntilOneLeaves();
            if (Completed != _items)
            {
                (_lastEnd, _items) = (Stopwatch.GetTimestamp(), Completed);
                _standstill?.Restart();
            }
            else if (ThreadPool.PendingWorkItemCount > 0)
            {
                _standstill?.Restart();
                LetIn(_lastEnd);
            }
            if (Stopwatch.GetElapsedTime(_asked) < s_firstLook)
            {
                return true;
            }
            _asked = Stopwatch.GetTimestamp();
            _standstill ??= new StallDetector(s_noItemEnds);
            _whole ??= new StallDetector(s_bound);
            return !(IsStalled(_standstill) | IsStalled(_whole));
        }
    }
}
