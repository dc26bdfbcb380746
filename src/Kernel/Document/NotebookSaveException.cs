namespace HonestAsync.Kernel;

/// <summary>A notebook could not be written; the file is what it was before.</summary>
public sealed class NotebookSaveException(string message, Exception? inner = null) : Exception(message, inner);
