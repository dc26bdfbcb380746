namespace HonestAsync.Kernel;

/// <summary>
/// A <c>#r</c>, <c>#load</c> or <c>#!</c> line that cannot be followed; the message says what to do.
/// </summary>
internal sealed class DirectiveException(string message) : Exception(message);
