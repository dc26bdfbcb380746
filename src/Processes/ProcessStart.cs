using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HonestAsync.Processes;

/// <summary>A program with its arguments, to be started with its three streams redirected as UTF-8. Immutable.</summary>
/// <param name="FileName">A path, or a name that is looked for on the path.</param>
/// <param name="Arguments">Each is passed as it is; no shell is involved.</param>
public sealed record ProcessStart(string FileName, params IReadOnlyList<string> Arguments)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // dotnet and its test platform would report each start to their maker
    private static readonly string[] s_optOuts = ["DOTNET_CLI_TELEMETRY_OPTOUT", "TESTINGPLATFORM_TELEMETRY_OPTOUT"];

    /// <summary>The folder that it starts in; null for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to those of this process; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The user that it runs as; null for the user of this process.</summary>
    public string? UserName { get; init; }

    /// <summary>Starts <c>dotnet</c> with these arguments: the one that runs this process.</summary>
    public static ProcessStart Dotnet(params IReadOnlyList<string> arguments) => new(DotnetHost.Find(), arguments);

    /// <summary>Starts it. The caller disposes the process, and ends it before.</summary>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public RunningProcess Start()
    {
        try
        {
            return new RunningProcess(Process.Start(Info())!);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new ProcessStartException($"`{FileName}` could not be started: {error.Message}.", error);
        }
    }

    private ProcessStartInfo Info()
    {
        var info = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = WorkingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_utf8,
            StandardOutputEncoding = s_utf8,
            StandardErrorEncoding = s_utf8,
        };
        foreach (string variable in s_optOuts)
        {
            info.Environment[variable] = "1";
        }
        foreach (var (name, value) in Environment)
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }
        if (UserName is not null)
        {
            info.UserName = UserName;
        }
        return info;
    }
}
