using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>The command line of another process, where the system shows it (Linux).</summary>
internal static class CommandLine
{
    /// <returns>Empty when the process is gone or hidden.</returns>
    public static string Of(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/cmdline").Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
