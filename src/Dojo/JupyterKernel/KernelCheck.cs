using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>What doctor says of an installed kernel.</summary>
/// <param name="IsFine">False if there is something to mend.</param>
/// <param name="What">What was found.</param>
/// <param name="Mend">What to do, where something is to be mended.</param>
internal sealed record KernelCheck(bool IsFine, string What, string Mend)
{
    private const string Install = "Run: dojo kernel install";

    /// <summary>
    /// Looks for our kernelspec and starts what it names, as a client would. Not to have one is no fault.
    /// </summary>
    public static async Task<KernelCheck> RunAsync(
        KernelSpecFolders folders, KernelCommand command, CancellationToken cancellationToken)
    {
        if (KernelSpec.All(folders.Kernels).FirstOrDefault(spec => spec.IsOurs) is not { } spec)
        {
            return new KernelCheck(true, "no kernel is installed for VS Code and Jupyter; dojo kernel install does it", "");
        }
        if (spec.Argv.Take(2).FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            return new KernelCheck(false, $"the kernelspec {spec.Name} names a file that is not there: {missing}", Install);
        }
        try
        {
            string banner = await KernelProbe.AskAsync(spec.Argv, cancellationToken).ConfigureAwait(false);
            return command.IsCurrent(spec)
                ? new KernelCheck(true, $"the kernelspec {spec.Name} starts a kernel that answers: {banner}", "")
                : new KernelCheck(false, $"the kernelspec {spec.Name} starts the kernel of another build", Install);
        }
        catch (JupyterException error)
        {
            return new KernelCheck(false, $"the kernelspec {spec.Name}: {error.Message}", Install);
        }
    }
}
