namespace HonestAsync.Kernel;

/// <summary>What came from a peer is not ZMTP, or more of it than this kernel takes.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
