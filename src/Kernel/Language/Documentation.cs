using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// The documentation of a symbol as text: from its source, from the XML file beside its assembly, or from the SDK's
/// reference packs, which hold that of the frameworks.
/// </summary>
internal static partial class Documentation
{
    private static readonly string[] s_packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];
    private static readonly Lazy<IReadOnlyList<string>> s_frameworkFiles = new(FrameworkFiles);

    /// <returns>Null if there is none.</returns>
    public static string? Of(ISymbol symbol, Compilation compilation)
    {
        var definition = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        var xml = definition.Locations.Any(location => location.IsInSource)
            ? definition.GetDocumentationCommentXml()
            : Find(definition, compilation);
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : Text(XElement.Parse(xml));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Find(ISymbol symbol, Compilation compilation)
    {
        if (symbol.GetDocumentationCommentId() is not { } id || symbol.ContainingAssembly is not { } assembly)
        {
            return null;
        }
        var beside = (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath is { } path
            ? Path.ChangeExtension(path, ".xml")
            : "";
        if (File.Exists(beside))
        {
            return Member(beside, id);
        }
        // the implementation of a type is often in another assembly than its reference
        var space = symbol.ContainingNamespace?.ToDisplayString() ?? "";
        return FrameworkReferences.Contains(assembly.Name)
            ? s_frameworkFiles.Value
                .OrderByDescending(file => Path.GetFileNameWithoutExtension(file) is var name
                    && (name == assembly.Name || name == space || name == "System.Runtime"))
                .Select(file => Member(file, id)).FirstOrDefault(member => member is not null)
            : null;
    }

    // found by its bytes: to parse all of these files would take a second
    private static string? Member(string file, string id)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        var start = bytes.IndexOf(Encoding.UTF8.GetBytes($"<member name=\"{id}\">"));
        if (start < 0)
        {
            return null;
        }
        var end = "</member>"u8;
        var length = bytes[start..].IndexOf(end);
        return length < 0 ? null : Encoding.UTF8.GetString(bytes.Slice(start, length + end.Length));
    }

    private static IReadOnlyList<string> FrameworkFiles()
    {
        var packs = Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs"));
        var major = $"{Environment.Version.Major}.";
        return
        [
            .. s_packs.Select(pack => Path.Combine(packs, pack)).Where(Directory.Exists)
                .Select(pack => Directory.GetDirectories(pack, major + "*").Order(StringComparer.Ordinal).LastOrDefault())
                .OfType<string>()
                .SelectMany(version => Directory.EnumerateFiles(version, "*.xml", SearchOption.AllDirectories)),
        ];
    }

    private static string? Text(XElement member)
    {
        var parts = new List<string>();
        Add("", member.Element("summary"));
        foreach (var parameter in member.Elements("param"))
        {
            Add($"{(string?)parameter.Attribute("name")}: ", parameter);
        }
        Add("returns: ", member.Element("returns"));
        foreach (var exception in member.Elements("exception"))
        {
            Add($"throws {Name((string?)exception.Attribute("cref"))}: ", exception);
        }
        return parts.Count == 0 ? null : string.Join('\n', parts);

        void Add(string label, XElement? element)
        {
            if (element is not null && Spaces().Replace(Flat(element), " ").Trim() is { Length: > 0 } text)
            {
                parts.Add(label + text);
            }
        }
    }

    private static string Flat(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Name(reference.Attributes().FirstOrDefault()?.Value),
        XElement inner => Flat(inner),
        _ => "",
    }));

    // T:System.Collections.Generic.List`1, M:System.Console.WriteLine(System.String): the last name is enough
    private static string Name(string? reference) => reference is null
        ? ""
        : reference.Split('(')[0].Split(':')[^1].Split('.')[^1].Split('`')[0];

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
