using System.Runtime.InteropServices;

namespace HonestAsync.Processes;

/// <summary>Finds the <c>dotnet</c> executable that runs this process, or else the one on the path.</summary>
public static class DotnetHost
{
    private static string FileName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <returns>A full path; only the name if the executable is in none of the usual places.</returns>
    public static string Find()
    {
        // .../shared/Microsoft.NETCore.App/10.0.x/: the same installation, whatever the path variable says
        var installed = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", FileName));
        var candidates = new[] { Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), Environment.ProcessPath, installed };
        return candidates.FirstOrDefault(path => path is not null
            && string.Equals(Path.GetFileName(path), FileName, StringComparison.Ordinal)
            && File.Exists(path))
            ?? FileName;
    }
}
