namespace HonestAsync;

/// <summary>
/// A synchronous wait with a limit that does not count the time in which the machine has no processor for the thread
/// that would end the wait.
/// </summary>
internal readonly struct FairWait(nint[] handles, bool waitAll, BlockingDetector.NativeWait wait)
{
    /// <summary>Waits for about <paramref name="bound"/>; longer on a busy machine.</summary>
    /// <returns>What the native wait returned, or <see cref="WaitHandle.WaitTimeout"/>.</returns>
    /// <exception cref="MachineTooBusyException">The machine gave this process too little processor time.</exception>
    public int For(TimeSpan bound)
    {
        if (bound <= TimeSpan.Zero)
        {
            return wait(handles, waitAll, 0);
        }
        StallDetector? detector = null;
        while (true)
        {
            // most waits end soon: nothing is read for them
            int slice = Math.Max(1, (int)((detector?.Interval ?? bound / 8).TotalMilliseconds));
            int result = wait(handles, waitAll, slice);
            if (result != WaitHandle.WaitTimeout)
            {
                return result;
            }
            detector ??= new StallDetector(bound);
            switch (detector.Look())
            {
                case Stall.None:
                    continue;
                case Stall.MachineTooBusy:
                    throw MachineTooBusyException.Of("a synchronous wait", detector);
                default:
                    return WaitHandle.WaitTimeout;
            }
        }
    }
}
