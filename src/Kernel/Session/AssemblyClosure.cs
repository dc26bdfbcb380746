using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HonestAsync.Kernel;

/// <summary>
/// An assembly and what it references, as far as that lies in the same folder: usable by one <c>#r</c>.
/// </summary>
internal static class AssemblyClosure
{
    public static IReadOnlyList<string> Of(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([path]);
        while (open.TryPop(out var next))
        {
            if (File.Exists(next) && ReferencesOf(next) is { } names && found.Add(next))
            {
                names.ForEach(name => open.Push(Path.Combine(folder, name + ".dll")));
            }
        }
        return [.. found];
    }

    /// <returns>Null for a native library.</returns>
    private static List<string>? ReferencesOf(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        try
        {
            if (!file.HasMetadata)
            {
                return null;
            }
        }
        catch (BadImageFormatException)
        {
            return null;
        }
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle =>
            metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
