using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// Child processes that keep the processors busy. They end when this is disposed, or with this process.
/// </summary>
internal sealed class CpuBoundProcesses : IDisposable
{
    private readonly List<RunningProcess> _processes = [];

    public CpuBoundProcesses(int count)
    {
        for (int i = 0; i < count; i++)
        {
            // its input ends with this process, however that ends
            _processes.Add(HostProcess.KeepBusy());
        }
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.End();
            process.Wait(Timeout.InfiniteTimeSpan);
            process.Dispose();
        }
    }
}
