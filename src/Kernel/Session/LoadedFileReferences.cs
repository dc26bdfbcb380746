using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// Follows the <c>#r</c> of a file that a cell loads by <c>#load</c>: relative to that file. Assemblies that no line names
/// are not resolved: the kernel's own references alone would bring all of Roslyn into memory, 120 MB.
/// </summary>
internal sealed class LoadedFileReferences(References references, string folder) : MetadataReferenceResolver
{
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            throw new DirectiveException(
                $"`#r \"{reference}\"` stands in a loaded file. Move the line into the notebook, above the #load.");
        }
        var start = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : folder;
        return [references.AddFile(reference, start) ?? (PortableExecutableReference)FrameworkReferences.All[0]];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;
}
