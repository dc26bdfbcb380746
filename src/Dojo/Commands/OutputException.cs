namespace HonestAsync.Dojo;

/// <summary>
/// Standard output or error takes no more text: a full disk, a closed descriptor, a pipe without a reader.
/// </summary>
/// <remarks>No <see cref="IOException"/>: code that handles files must not take it for one of theirs.</remarks>
internal sealed class OutputException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>
    /// The reader ended first, as <c>head</c> does: no fault, and whatever is still to be printed is not wanted.
    /// </summary>
    public bool ReaderIsGone { get; init; }
}
