using System.Text;

namespace HonestAsync.KataHost;

/// <summary>What a host is asked to run.</summary>
/// <param name="Path">Where the assembly would lie if it were a file; test runners want one.</param>
/// <param name="Image">The assembly.</param>
/// <param name="Symbols">Its portable symbols, which put lines into stack traces.</param>
public sealed record HostRequest(string Path, byte[] Image, byte[] Symbols)
{
    /// <summary>Writes it in a form that <see cref="Read"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Path);
        writer.Write(Image.Length);
        writer.Write(Image);
        writer.Write(Symbols.Length);
        writer.Write(Symbols);
    }

    /// <summary>Reads the next one.</summary>
    /// <exception cref="EndOfStreamException">There is none: the other side is gone.</exception>
    public static HostRequest Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return new HostRequest(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()),
            reader.ReadBytes(reader.ReadInt32()));
    }
}
