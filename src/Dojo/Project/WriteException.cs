namespace HonestAsync.Dojo;

/// <summary>A file or folder could not be changed. Thrown by <see cref="Disk"/> alone.</summary>
internal sealed class WriteException : DojoException
{
    private const string Todo = "Make it writable, or free some space, and run the command again.";

    /// <param name="path">The file or folder.</param>
    /// <param name="verb">What was tried, as in "could not be written".</param>
    /// <param name="error">Why not.</param>
    public WriteException(string path, string verb, Exception error)
        : this($"{path} could not be {verb}: {Reason(error)}", error)
    {
    }

    private WriteException(string what, Exception error)
        : base($"{what}.", Todo, error) => What = what;

    /// <summary>What happened, without a full stop: for a sentence that says what was lost by it.</summary>
    public string What { get; }

    // .NET adds the path to the system's words, before or after them
    private static string Reason(Exception error)
    {
        string words = error is UnauthorizedAccessException { InnerException: IOException system }
            ? system.Message
            : error.Message;
        int path = words.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? words : words[..path]).TrimEnd('.');
    }
}
