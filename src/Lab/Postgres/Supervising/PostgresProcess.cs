using System.ComponentModel;
using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>Starts a program of PostgreSQL and reads its output.</summary>
internal static class PostgresProcess
{
    /// <param name="program">Which.</param>
    /// <param name="user">As whom; null for the own user.</param>
    /// <param name="folder">Where: the keeper's own folder may be closed to another user.</param>
    /// <param name="words">Keeps its output, for messages.</param>
    /// <param name="hear">Gets each line of its errors and log, on a thread of the pool.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Launch(
        string program, string? user, string folder, OutputTail words, Action<string>? hear, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment = { ["LC_ALL"] = "C" },
        };
        if (user is not null)
        {
            info.UserName = user;
        }
        try
        {
            var process = new Process { StartInfo = info };
            process.OutputDataReceived += (_, line) => Keep(line.Data, hear: null);
            process.ErrorDataReceived += (_, line) => Keep(line.Data, hear);
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new ClusterException($"{program} could not be started{(user is null ? "" : $" as {user}")}: {error.Message}.");
        }

        void Keep(string? line, Action<string>? hear)
        {
            if (line is not null)
            {
                words.Add(line);
                hear?.Invoke(line);
            }
        }
    }
}
