namespace HonestAsync.Lab.Tests.Blocking;

public class ChunkedJobTests
{
    [Theory]
    [InlineData(200, 0, 200, 190)]
    [InlineData(50, 3, 234, 54)]
    [InlineData(10, 19, 246, 10)]
    [InlineData(3, 66, 248, 2)]
    public void Smaller_pieces_make_requests_wait_less_and_the_job_end_later(int chunk, int pauses, int done, int wait) =>
        Assert.Equal(new ChunkedRun(Ms(chunk), pauses, Ms(done), Ms(wait)), ChunkedJob.Run(Ms(chunk)));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
