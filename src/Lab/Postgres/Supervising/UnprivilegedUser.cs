using System.Runtime.InteropServices;

namespace HonestAsync.Lab;

/// <summary>PostgreSQL refuses to run as root; then it runs as a user who owns nothing else.</summary>
internal sealed record UnprivilegedUser(string Name, uint UserId, uint GroupId)
{
    private static readonly string[] s_candidates = ["postgres", "nobody"];
    private const string Accounts = "/etc/passwd";

    /// <summary>True when this process is root.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && geteuid() == 0;

    /// <returns>Null when the machine knows neither.</returns>
    public static UnprivilegedUser? Find() => Find(File.Exists(Accounts) ? File.ReadAllLines(Accounts) : []);

    internal static UnprivilegedUser? Find(IReadOnlyList<string> accounts) =>
        s_candidates
            .Select(name => accounts.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name))
            .OfType<string[]>()
            .Select(fields => new UnprivilegedUser(
                fields[0],
                uint.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture),
                uint.Parse(fields[3], System.Globalization.CultureInfo.InvariantCulture)))
            .FirstOrDefault();

    /// <summary>Gives a folder to this user.</summary>
    public void Own(string folder)
    {
        if (chown(folder, UserId, GroupId) != 0)
        {
            throw new IOException($"The folder {folder} could not be given to the user {Name}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
