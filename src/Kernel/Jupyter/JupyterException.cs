namespace HonestAsync.Kernel;

/// <summary>Why a kernel cannot be started for Jupyter: what is wrong, and what to do.</summary>
internal sealed class JupyterException(string message) : Exception(message);
