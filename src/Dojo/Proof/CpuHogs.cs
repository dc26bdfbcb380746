using System.Diagnostics;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// Child processes that only keep the processors busy. They end when this is disposed, or with this process.
/// </summary>
internal sealed class CpuHogs : IDisposable
{
    private readonly List<Process> _hogs = [];

    public CpuHogs(int count)
    {
        for (int i = 0; i < count; i++)
        {
            // its standard input ends with this process, whatever happens to it
            _hogs.Add(Process.Start(new ProcessStartInfo(DotnetHost.Find(), [Path.Combine(KataReferences.HostFolder, "KataHost.dll"), "hog"])
            { UseShellExecute = false, RedirectStandardInput = true })!);
        }
    }

    public void Dispose()
    {
        foreach (var hog in _hogs)
        {
            hog.Kill();
            hog.WaitForExit();
            hog.Dispose();
        }
    }
}
