using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>Where the programs of a PostgreSQL server lie.</summary>
/// <param name="Folder">The folder of <c>initdb</c> and <c>postgres</c>.</param>
internal sealed record PostgresPrograms(string Folder)
{
    private const string HowToInstall =
        "Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql; Windows: the installer of "
        + "postgresql.org), or name a server with " + PostgresServer.Variable + "=\"Host=...;Username=...;Password=...\".";

    private static string Extension => OperatingSystem.IsWindows() ? ".exe" : "";

    public string InitDb => Path.Combine(Folder, "initdb" + Extension);

    public string Postgres => Path.Combine(Folder, "postgres" + Extension);

    /// <summary>Looks on the path, then where packages put it; among several versions the newest.</summary>
    public static Availability<PostgresPrograms> Find() => Find(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL", @"C:\Program Files\PostgreSQL"]);

    internal static Availability<PostgresPrograms> Find(IEnumerable<string> path, IEnumerable<string> installations)
    {
        var folders = path.Concat(installations.Where(Directory.Exists)
            .SelectMany(installation => Directory.EnumerateDirectories(installation)
                .Where(folder => VersionOf(folder) is not null).OrderByDescending(VersionOf)
                .Select(folder => Path.Combine(folder, "bin"))));
        var found = folders.Select(folder => new PostgresPrograms(folder))
            .FirstOrDefault(programs => File.Exists(programs.InitDb) && File.Exists(programs.Postgres));
        return found is not null
            ? new(found)
            : new($"PostgreSQL is not on this machine: no initdb and postgres on the path or in the usual folders. {HowToInstall}");
    }

    /// <returns>17 for a folder "17", 16 for "postgresql@16", 0 for "postgresql", null for any other.</returns>
    private static double? VersionOf(string folder)
    {
        string name = Path.GetFileName(folder);
        return name == "postgresql" ? 0
            : double.TryParse(name.Replace("postgresql@", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out double version)
                ? version : null;
    }
}
