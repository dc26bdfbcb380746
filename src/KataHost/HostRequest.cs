using System.Text;

namespace HonestAsync.KataHost;

/// <summary>An assembly in memory.</summary>
/// <param name="Image">The assembly.</param>
/// <param name="Symbols">Its portable symbols, which put lines into stack traces.</param>
public sealed record HostAssembly(byte[] Image, byte[] Symbols);

/// <summary>A request to a host: the kata to run.</summary>
/// <param name="Path">Where the assembly of the tests would lie if it were a file; test runners want one.</param>
/// <param name="Assemblies">The assemblies of the kata, each after those it references; the last one has the tests.</param>
public sealed record HostRequest(string Path, IReadOnlyList<HostAssembly> Assemblies)
{
    /// <summary>Writes it in a form that <see cref="Read"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Path);
        writer.Write(Assemblies.Count);
        foreach (var part in Assemblies.SelectMany(assembly => new[] { assembly.Image, assembly.Symbols }))
        {
            writer.Write(part.Length);
            writer.Write(part);
        }
    }

    /// <summary>Reads the next one.</summary>
    /// <exception cref="EndOfStreamException">The other side has closed the pipe.</exception>
    public static HostRequest Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        string path = reader.ReadString();
        var assemblies = new HostAssembly[reader.ReadInt32()];
        for (int i = 0; i < assemblies.Length; i++)
        {
            assemblies[i] = new HostAssembly(Bytes(), Bytes());
        }
        return new HostRequest(path, assemblies);

        byte[] Bytes() => reader.ReadBytes(reader.ReadInt32());
    }
}
