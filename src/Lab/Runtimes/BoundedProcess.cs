using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HonestAsync.Lab;

/// <summary>What a program said until it ended.</summary>
internal sealed record BoundedProcess(int ExitCode, string Output, string Errors)
{
    private const int MostCharacters = 1_000_000;

    /// <summary>Runs a program to its end, within a time and an amount of output; kills it beyond them.</summary>
    /// <exception cref="ScriptException">It could not be started, took too long or wrote too much.</exception>
    public static async Task<BoundedProcess> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var process = Launch(program, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        try
        {
            var output = ReadAsync(process, process.StandardOutput, limit.Token);
            var errors = ReadAsync(process, process.StandardError, limit.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(limit.Token)).ConfigureAwait(false);
            return new BoundedProcess(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ScriptException($"{program} was not done after {bound.TotalSeconds:0.###} s and was killed.");
        }
        catch (InvalidDataException)
        {
            throw new ScriptException($"{program} wrote more than {MostCharacters:N0} characters and was killed.");
        }
        finally
        {
            End(process);
        }
    }

    private static Process Launch(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            })!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception error)
        {
            throw new ScriptException(FileHandles.Explain(error) ?? $"{program} could not be started: {error.Message}.");
        }
    }

    private static async Task<string> ReadAsync(Process process, StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > MostCharacters)
            {
                End(process);
                throw new InvalidDataException();
            }
        }
        return text.ToString();
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // it was quicker
        }
    }
}
