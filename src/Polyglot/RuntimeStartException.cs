namespace HonestAsync.Polyglot;

/// <summary>A runtime is installed but does not start; the message says what it said.</summary>
internal sealed class RuntimeStartException(string message, Exception? inner = null)
    : Exception(message, inner);
