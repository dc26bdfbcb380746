using System.Globalization;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>Starts <c>dotnet KataHost.dll</c>.</summary>
internal static class HostProcess
{
    private static readonly string? s_taskset =
        new[] { "/usr/bin/taskset", "/bin/taskset" }.FirstOrDefault(File.Exists);

    private static string Host => Path.Combine(KataReferences.HostFolder, "KataHost.dll");

    /// <summary>A host that waits for a kata.</summary>
    /// <exception cref="DojoException">It could not be started, or was not built.</exception>
    public static RunningProcess Serve(RunLimits limits, string pipeName)
    {
        var start = ProcessStart.Dotnet(Host, "serve", pipeName);
        if (limits.OneProcessor && s_taskset is not null)
        {
            start = new ProcessStart(s_taskset, ["-c", "0", start.FileName, .. start.Arguments]);
        }
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_GCHeapHardLimit"] = limits.Memory.ToString("x", CultureInfo.InvariantCulture),
            // a crash is explained in words; a dump of the process would only take time
            ["DOTNET_DbgEnableMiniDump"] = "0",
            // it is killed after its run, and could not remove the sockets that a debugger would use: it makes none
            ["DOTNET_EnableDiagnostics"] = "0",
        };
        if (limits.OneProcessor)
        {
            variables["DOTNET_PROCESSOR_COUNT"] = "1";
        }
        var host = Start(start with { WorkingDirectory = Path.GetTempPath(), Environment = variables });
        // code that reads the console sees its end, instead of waiting indefinitely
        host.CloseInput();
        return host;
    }

    /// <summary>A process that keeps one processor busy until its input ends.</summary>
    /// <inheritdoc cref="Serve"/>
    public static RunningProcess KeepBusy() => Start(ProcessStart.Dotnet(Host, "busy"));

    private static RunningProcess Start(ProcessStart start)
    {
        if (!File.Exists(Host) || !File.Exists(Path.ChangeExtension(Host, ".runtimeconfig.json")))
        {
            throw new DojoException($"The process that runs katas is not complete: {Host} is missing.",
                "Build again: dotnet build src/Dojo");
        }
        try
        {
            return start.Start();
        }
        catch (ProcessStartException error)
        {
            throw new DojoException(error.Message, "Run: dojo doctor", error);
        }
    }
}
