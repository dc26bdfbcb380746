namespace HonestAsync.Kernel;

/// <summary>
/// The kernel's process could not be started: a fault of the installation, not of a notebook.
/// </summary>
public sealed class KernelStartException(string message, Exception? inner = null) : Exception(message, inner);
