using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HonestAsync.Kernel;
using HonestAsync.Processes;

namespace HonestAsync.Dojo;

/// <summary>
/// The kernel's files, copied out of the clone: a build or <c>git clean</c> does not disturb an open notebook. The
/// folder's name comes from the files, so that each build has its own.
/// </summary>
internal sealed class KernelProgram
{
    private const string Main = "Kernel.dll";

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

    /// <summary>Copies this build unless that is done, and removes the copies of others.</summary>
    public void Install()
    {
        if (!Directory.Exists(Folder))
        {
            string unfinished = Folder + ".part";
            Directory.CreateDirectory(unfinished);
            foreach (string file in _files)
            {
                File.Copy(file, Path.Combine(unfinished, Path.GetFileName(file)), overwrite: true);
            }
            Directory.Move(unfinished, Folder);
        }
        foreach (string other in Directory.GetDirectories(_root).Where(other => other != Folder))
        {
            TryDelete(other);
        }
    }

    /// <summary>Removes every copy.</summary>
    public void Remove()
    {
        if (Directory.Exists(_root))
        {
            TryDelete(_root);
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

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // open on Windows while a notebook runs on it: the next install removes it
        }
    }
}
