using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HonestAsync.Kernel;

/// <summary>Starts <c>dotnet Kernel.dll</c>.</summary>
internal static class KernelProcess
{
    public static Process Start(HeadlessOptions options, string folder, string pipeName)
    {
        var kernel = options.KernelPath
            ?? Path.Combine(Path.GetDirectoryName(typeof(KernelProcess).Assembly.Location)!, "Kernel.dll");
        foreach (var needed in new[] { kernel, Path.ChangeExtension(kernel, ".runtimeconfig.json") })
        {
            if (!File.Exists(needed))
            {
                throw new KernelStartException(
                    $"The kernel is not complete: {needed} is not there. Build it with `dotnet build src/Kernel -c Release`.");
            }
        }
        if (!Directory.Exists(folder))
        {
            throw new KernelStartException($"The folder to run in, {folder}, is not there. Pass one that exists.");
        }

        var dotnet = options.DotnetPath ?? DotnetHost.Find();
        try
        {
            var process = Process.Start(StartInfo(dotnet, kernel, folder, pipeName, options))!;
            // a cell that reads the console finds its end, instead of waiting for ever
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new KernelStartException(
                $"`{dotnet}` could not be started: {e.Message}. Install the .NET 10 SDK, or put `dotnet` on the path.", e);
        }
    }

    private static ProcessStartInfo StartInfo(
        string dotnet, string kernel, string folder, string pipeName, HeadlessOptions options)
    {
        var start = new ProcessStartInfo(dotnet)
        {
            ArgumentList = { kernel, "headless", pipeName },
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }
        return start;
    }
}
