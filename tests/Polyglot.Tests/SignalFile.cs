namespace HonestAsync.Polyglot.Tests;

/// <summary>Tells a cell something while it runs: it waits for a file.</summary>
internal sealed class SignalFile : IDisposable
{
    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"polyglot-tests-{Guid.NewGuid():n}");

    public void Give() => File.WriteAllText(Path, "");

    public void Dispose() => File.Delete(Path);
}
