using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>
/// The kernel's files, copied out of the clone: a build or <c>git clean</c> does not disturb an open notebook. The
/// folder's name comes from the files, so that each build has its own.
/// </summary>
internal sealed class KernelProgram
{
    private const string Main = "Kernel.dll";
    private const string Unfinished = ".part";

    // the kernelspecs that a copy was installed for, a folder per line: not all of them lie where we look by default
    private const string UsedBy = "used-by.txt";

    // a copy takes seconds
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    private readonly string _root;
    private readonly IReadOnlyList<string> _files;

    /// <param name="root">The folder of all copies.</param>
    /// <param name="build">The folder with the kernel as it was built.</param>
    public KernelProgram(string root, string build)
    {
        _root = root;
        _files = [.. Directory.GetFiles(build, "Kernel.*").Concat(Libraries(build)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Folder = Path.Combine(root, Version());
    }

    /// <summary>Where this build's copy is, or would be.</summary>
    public string Folder { get; }

    /// <summary>Copies this build unless that is done.</summary>
    /// <param name="kernelSpec">The folder of the kernelspec that starts it.</param>
    public void Install(string kernelSpec)
    {
        if (!Directory.Exists(Folder))
        {
            Copy();
        }
        string usedBy = Path.Combine(Folder, UsedBy);
        var users = Users(Folder).Append(kernelSpec).Distinct(StringComparer.Ordinal);
        Disk.WriteText(usedBy, string.Concat(users.Select(user => $"{user}\n")));
    }

    /// <summary>Removes the copies that no kernelspec starts any more.</summary>
    public void RemoveUnused(KernelSpecFolders folders)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }
        var known = folders.Specs().Select(spec => spec.Folder).ToList();
        foreach (string copy in Directory.GetDirectories(_root))
        {
            string name = Path.GetFileName(copy);
            bool isUsed = name.EndsWith(Unfinished, StringComparison.Ordinal)
                ? TimeProvider.System.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(copy) < s_abandoned
                : known.Concat(Users(copy)).Any(spec => KernelSpec.Mentions(spec, name));
            if (!isUsed)
            {
                Disk.TryDeleteFolder(copy);
            }
        }
        if (!Directory.EnumerateFileSystemEntries(_root).Any())
        {
            Disk.TryDeleteFolder(_root);
        }
    }

    /// <summary>How a client starts it: with this very .NET, whatever the path variable of the client says.</summary>
    public IReadOnlyList<string> Argv() =>
        [DotnetHost.Find(), Path.Combine(Folder, Main), "jupyter", "{connection_file}"];

    // as the build has written down what the kernel needs
    private static IEnumerable<string> Libraries(string build)
    {
        string list = Path.Combine(build, "Kernel.deps.json");
        return File.Exists(list)
            ? JsonNode.Parse(File.ReadAllText(list))!["targets"]!.AsObject()
                .SelectMany(target => target.Value!.AsObject())
                .SelectMany(library => library.Value!["runtime"]?.AsObject() ?? [])
                .Select(file => Path.Combine(build, Path.GetFileName(file.Key)))
                .Where(File.Exists)
            : [];
    }

    private string Version()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in _files)
        {
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private void Copy()
    {
        // renamed when complete, so that no client starts half of it
        string unfinished = $"{Folder}.{Guid.NewGuid():N}{Unfinished}";
        Disk.CreateFolder(_root);
        try
        {
            Disk.CreateFolder(unfinished);
            foreach (string file in _files)
            {
                Disk.CopyFile(file, Path.Combine(unfinished, Path.GetFileName(file)));
            }
            Disk.MoveFolder(unfinished, Folder);
        }
        catch (WriteException) when (Directory.Exists(Folder))
        {
            Disk.TryDeleteFolder(unfinished); // another install of the same build was faster
        }
        catch (WriteException)
        {
            Disk.TryDeleteFolder(unfinished);
            throw;
        }
    }

    private static string[] Users(string copy)
    {
        string file = Path.Combine(copy, UsedBy);
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }
}
