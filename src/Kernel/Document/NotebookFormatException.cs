namespace HonestAsync.Kernel;

/// <summary>
/// A file is not a notebook that this kernel can read; the message says what, where and what to do.
/// </summary>
public sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
