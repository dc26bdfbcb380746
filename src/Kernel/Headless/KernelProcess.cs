namespace HonestAsync.Kernel;

/// <summary>Starts <c>dotnet Kernel.dll</c>.</summary>
internal static class KernelProcess
{
    public static RunningProcess Start(HeadlessOptions options, string folder, string pipeName)
    {
        var kernel = options.KernelPath
            ?? Path.Combine(Path.GetDirectoryName(typeof(KernelProcess).Assembly.Location)!, "Kernel.dll");
        foreach (var needed in new[] { kernel, Path.ChangeExtension(kernel, ".runtimeconfig.json") })
        {
            if (!File.Exists(needed))
            {
                throw new KernelStartException(
                    $"The kernel is not complete: {needed} is missing. Build it with `dotnet build src/Kernel -c Release`.");
            }
        }
        if (!Directory.Exists(folder))
        {
            throw new KernelStartException($"The folder to run in, {folder}, does not exist. Pass one that exists.");
        }
        try
        {
            var start = new ProcessStart(options.DotnetPath ?? DotnetHost.Find(), kernel, "headless", pipeName)
            {
                WorkingDirectory = folder,
                Environment = options.Environment,
            };
            var process = start.Start();
            // a cell that reads the console sees its end, instead of waiting indefinitely
            process.CloseInput();
            return process;
        }
        catch (ProcessStartException e)
        {
            throw new KernelStartException($"{e.Message} Install the .NET 10 SDK, or put `dotnet` on the path.", e);
        }
    }
}
