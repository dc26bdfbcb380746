using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipes;
using HonestAsync.Processes;

namespace HonestAsync.KataHost;

/// <summary>
/// The child's side. It has threads of its own, because a kata may starve the thread pool. When the pipe to its parent
/// closes, it ends, and everything it has started ends with it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "lives as long as its process")]
internal sealed class Host(Stream pipe)
{
    private readonly BlockingCollection<HostRequest> _requests = [];
    private readonly Lock _writing = new();
    private readonly byte[] _outOfMemory = new HostEvent(HostEventKind.OutOfMemory).Encode();
    private volatile bool _running;

    /// <summary>Serves the parent that listens on this pipe; ends with the parent.</summary>
    public static void Serve(string pipeName)
    {
        ProcessGroup.Lead();
        var pipe = new NamedPipeClientStream(
            ".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect(TimeSpan.FromSeconds(10));
        new Host(pipe).Serve();
    }

    private void Serve()
    {
        new Thread(Listen) { IsBackground = true, Name = "parent's requests" }.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ReportExit();
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => ReportOutOfMemory(thrown.Exception);
        TestRun.WarmUp();
        Report(new HostEvent(HostEventKind.Ready));
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            _running = true;
            TestRun.Run(request, Report);
            _running = false;
        }
    }

    private void Listen()
    {
        try
        {
            while (true)
            {
                _requests.Add(HostRequest.Read(pipe));
            }
        }
        catch (IOException)
        {
            // the parent is gone, and no other process would end what a kata has left running
            ProcessGroup.EndOwn();
        }
    }

    private void Report(HostEvent what) => Write(what.Encode());

    // the code under test, or the harness, may catch it and run on for a long time; nothing is allocated here
    private void ReportOutOfMemory(Exception thrown)
    {
        if (thrown is OutOfMemoryException && _running)
        {
            Write(_outOfMemory);
        }
    }

    private void Write(byte[] line)
    {
        try
        {
            lock (_writing)
            {
                pipe.Write(line);
            }
        }
        catch (IOException)
        {
            ProcessGroup.EndOwn();
        }
    }

    private void ReportExit()
    {
        if (_running)
        {
            Report(new HostEvent(HostEventKind.Exiting) { Code = Environment.ExitCode });
        }
    }
}
