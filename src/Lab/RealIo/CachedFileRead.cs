namespace HonestAsync.Lab;

/// <summary>One read of a 4 KB file that is in the system's cache: blocking against awaited.</summary>
public static class CachedFileRead
{
    private const int ReadsAHalf = 2;

    /// <summary>Time of an awaited read divided by the time of a blocking one, as interleaved pairs. Real time.</summary>
    public static Ratio Measure(int pairs)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[4096]);
            return InterleavedPairs.Measure(pairs, () => ReadAllAsync(path).GetAwaiter().GetResult(), () => ReadAll(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task ReadAllAsync(string path)
    {
        for (int i = 0; i < ReadsAHalf; i++)
        {
            await File.ReadAllBytesAsync(path).ConfigureAwait(false);
        }
    }

    private static void ReadAll(string path)
    {
        for (int i = 0; i < ReadsAHalf; i++)
        {
            File.ReadAllBytes(path);
        }
    }
}
