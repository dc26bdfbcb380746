namespace HonestAsync.Lab;

/// <summary>A child process did not start, or ended on its own; the message says what it said last, and what to do.</summary>
public sealed class ChildProcessException(string message, Exception? inner = null) : Exception(message, inner);
