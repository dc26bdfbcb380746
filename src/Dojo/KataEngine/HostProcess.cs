using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>Starts <c>dotnet KataHost.dll</c>.</summary>
internal static class HostProcess
{
    private static readonly string? s_taskset =
        new[] { "/usr/bin/taskset", "/bin/taskset" }.FirstOrDefault(File.Exists);

    public static Process Start(RunLimits limits, string pipeName)
    {
        string host = Path.Combine(KataReferences.HostFolder, "KataHost.dll");
        if (!File.Exists(host) || !File.Exists(Path.ChangeExtension(host, ".runtimeconfig.json")))
        {
            throw new DojoException($"The process that runs katas is not complete: {host} is not there.",
                "Build again: dotnet build src/Dojo");
        }
        var start = Info(limits, host, pipeName);
        try
        {
            var process = Process.Start(start)!;
            // code that reads the console finds its end, instead of waiting for ever
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new DojoException($"{start.FileName} could not be started: {error.Message}.",
                "Run: dojo doctor", error);
        }
    }

    private static ProcessStartInfo Info(RunLimits limits, string host, string pipeName)
    {
        string dotnet = DotnetHost.Find();
        string[] command = [dotnet, host, "serve", pipeName];
        if (limits.OneProcessor && s_taskset is not null)
        {
            command = [s_taskset, "-c", "0", .. command];
        }
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.Memory.ToString("x",
            CultureInfo.InvariantCulture);
        // what is wrong is said in words; a dump of the process would only take time
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        // it is killed after its run, and could not remove the sockets that a debugger would use: it makes none
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (limits.OneProcessor)
        {
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        }
        return start;
    }
}
