using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace HonestAsync.Testing;

/// <summary>
/// What passed on this machine, with exactly these programs and files, is skipped the next time and says so, as build
/// tools do. A byte of them that changes runs it again; the whole proof, and who filters tests, runs everything.
/// </summary>
/// <remarks>
/// For what takes seconds and grows with every kata and notebook. The notes lie in the tests' output folder: a clean
/// clone has none. Without them a test runs: what goes wrong here never fails one. Safe for tests at the same time.
/// </remarks>
internal sealed class PassedBefore
{
    private readonly string? _folder;

    /// <param name="programs">Folders of programs and libraries, as built, on which a result depends.</param>
    public PassedBefore(params IEnumerable<string> programs)
        : this(WholeProof.IsOn || IsFiltered ? null : Path.Combine(AppContext.BaseDirectory, "passed"), programs)
    {
    }

    /// <param name="folder">Where the notes lie; null to know and keep none.</param>
    /// <param name="programs">As above.</param>
    internal PassedBefore(string? folder, IEnumerable<string> programs)
    {
        try
        {
            _folder = folder is null ? null : Path.Combine(folder, Digest(Machine, programs.SelectMany(Programs)));
            if (_folder is not null && Directory.Exists(folder) && !Directory.Exists(_folder))
            {
                // all of it was noted for other programs
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the programs are not built, or somebody else tidies up
        }
    }

    // who names a test wants to see it run
    private static bool IsFiltered => Environment.GetCommandLineArgs().Any(argument => argument.StartsWith("--filter", StringComparison.Ordinal));

    private static string Machine =>
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors";

    /// <summary>The note of one test.</summary>
    /// <param name="test">Its name, with its arguments.</param>
    /// <param name="files">What it reads beside the programs.</param>
    public PassedNote Of(string test, params IReadOnlyList<string> files)
    {
        try
        {
            return new(test, _folder is null ? null : Path.Combine(_folder, Digest(test, files)), files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the test will say what is missing
            return new(test, null, []);
        }
    }

    private static IEnumerable<string> Programs(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetExtension(file) is ".dll" or ".so" or ".dylib" or ".exe" or ".json").Order(StringComparer.Ordinal);

    private static string Digest(string first, IEnumerable<string> files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(first));
        foreach (string file in files)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"\0{Path.GetFileName(file)}\0"));
            digest.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..40];
    }
}

/// <summary>That a test passed: a file, as old as the run.</summary>
internal sealed class PassedNote(string test, string? path, IReadOnlyList<string> files)
{
    private static readonly DateTime s_start = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    /// <summary>Whether it passed before.</summary>
    public bool IsThere { get; } = File.Exists(path);

    /// <summary>Skips the running test if it passed before.</summary>
    public void SkipIfThere()
    {
        if (IsThere)
        {
            string when = File.GetLastWriteTime(path!).ToString("d MMMM, HH:mm", CultureInfo.InvariantCulture);
            Assert.Skip($"passed here on {when}, and nothing of it has changed; HONEST_ASYNC_PROOF=whole runs it again");
        }
    }

    /// <summary>
    /// To be called where a test ends that has not failed. What cannot be noted will run again, and so will what was
    /// saved since this process began: nobody knows which text was run.
    /// </summary>
    public void Put()
    {
        try
        {
            if (path is not null && files.All(file => File.GetLastWriteTimeUtc(file) < s_start))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, test + "\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TestContext.Current.SendDiagnosticMessage($"{test}: that it passed could not be noted: {e.Message}");
        }
    }
}
