using Microsoft.DotNet.Interactive.Commands;

namespace HonestAsync.Polyglot;

/// <summary>Line numbers of a cell as its reader wrote it.</summary>
internal static class CellLines
{
    /// <summary>
    /// The code, with an empty line for each line that stands above it in its cell: <c>#!node</c>, or
    /// <c>#!set</c>. The library has cut them off.
    /// </summary>
    public static string Above(SubmitCode command, KernelCommand root)
    {
        if (root is not SubmitCode { Code: var whole })
        {
            return command.Code;
        }
        int at = whole.IndexOf(command.Code, StringComparison.Ordinal);
        if (at < 0)
        {
            // a line of the kind "#r" was cut out of it; its beginning is still there
            at = whole.IndexOf(command.Code.Split('\n')[0].TrimEnd(), StringComparison.Ordinal);
        }
        return new string('\n', Math.Max(0, whole.AsSpan(0, Math.Max(0, at)).Count('\n'))) + command.Code;
    }
}
