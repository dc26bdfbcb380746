namespace HonestAsync.Kernel.Tests;

/// <summary>One kernel process for the tests that leave it as they found it; they run one by one.</summary>
public sealed class RunningKernel : IDisposable
{
    internal TestClient Client { get; } = TestClient.Start();

    public void Dispose() => Client.Dispose();
}

[CollectionDefinition(nameof(RunningKernel))]
public sealed class RunningKernelTests : ICollectionFixture<RunningKernel>;
