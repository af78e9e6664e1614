using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Capture;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Aws.S3;

public sealed class S3SinkTimeSpecs
{
    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_the_time_without_progress()
    {
        SteppedTime time = new();
        await using SinkBench bench = await SinkBench.StartAsync(time: time);
        S3Fault.Hang hang = new();
        bench.Server.Faults.Next(hang);

        Task<SinkResult> put = bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);
        await bench.Server.Requests.UntilAsync(r => r.Count == 1);
        time.Advance(TimeSpan.FromSeconds(29));
        bool early = put.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(2));
        SinkResult result = await put;
        await bench.Server.Requests.UntilAsync(r => r[0].Status == -1);
        SinkResult next = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.False(early);
        Assert.Equal(SinkOutcome.Unavailable, result.Outcome);
        Assert.Contains("30 s", result.Reason, StringComparison.Ordinal);
        Assert.Equal(SinkResult.Stored, next);
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(20 << 10, 40, 40)]
    [InlineData(2 << 20, 94, 1054)]
    public void Large_objects_have_more_time(int bytes, int still, int longest)
    {
        S3SinkOptions options = new() { Bucket = "captures", Region = "eu-central-1" };

        Assert.Equal(still, (int)PutClock.StillFor(bytes, options).TotalSeconds);
        Assert.Equal(longest, (int)PutClock.LongestFor(bytes, options).TotalSeconds);
    }

    [Fact]
    public async Task A_slow_server_that_goes_on_taking_bytes_is_waited_for()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Faults.Next(new S3Fault.Slow(200_000));

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", SinkBench.Bytes(60_000)), default);

        Assert.Equal(SinkResult.Stored, result);
    }

    [Fact]
    public async Task Credentials_that_block_for_ever_block_neither_the_caller_nor_later_puts_for_ever()
    {
        SteppedTime time = new();
        using BlockingCredentials credentials = new();
        await using SinkBench bench = await SinkBench.StartAsync(
            sink: o => o with { MaxConcurrentPuts = 2 }, time: time, credentials: () => credentials);

        Task<SinkResult>[] puts = [.. Enumerable.Range(0, 3).Select(i => bench.Sink.PutAsync(SinkBench.Object($"{i}", [1]), default))];
        await credentials.AskedAsync(2);
        time.Advance(TimeSpan.FromSeconds(31));
        SinkResult[] results = await Task.WhenAll(puts);

        Assert.All(results, r => Assert.Equal(SinkOutcome.Unavailable, r.Outcome));
        Assert.Contains(results, r => r.Reason == "none of 2 earlier puts has ended");
        Assert.Equal(2, credentials.Asked);
    }

    [Fact]
    public async Task Failing_credentials_are_an_outage_that_shows_no_text_of_theirs()
    {
        await using SinkBench bench = await SinkBench.StartAsync(credentials: () => throw new InvalidOperationException("canary"));

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.Equal(new SinkResult(SinkOutcome.Unavailable, "there are no AWS credentials now (InvalidOperationException)"), result);
    }

    [Fact]
    public async Task A_caller_who_wants_no_more_is_told_so()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Faults.Next(new S3Fault.Hang());
        using CancellationTokenSource cancelled = new();

        Task<SinkResult> put = bench.Sink.PutAsync(SinkBench.Object("a", [1]), cancelled.Token);
        await bench.Server.Requests.UntilAsync(r => r.Count == 1);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
    }

    [Theory]
    [InlineData("fewer")]
    [InlineData("failing")]
    [InlineData("missing")]
    public async Task Content_that_cannot_be_read_is_told_from_an_outage(string kind)
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        SinkObject content = new("a", "text/plain", 200_000, _ => kind switch
        {
            "fewer" => Task.FromResult<Stream>(new MemoryStream(SinkBench.Bytes(199_999))),
            "failing" => Task.FromResult<Stream>(new FailingStream(200_000)),
            _ => throw new FileNotFoundException("gone"),
        });

        SinkResult result = await bench.Sink.PutAsync(content, default);

        Assert.Equal(SinkOutcome.Unreadable, result.Outcome);
        Assert.Empty(bench.Server.Objects());
    }

    [Theory]
    [InlineData("spool", SinkOutcome.Unavailable)]
    [InlineData("open", SinkOutcome.Unavailable)]
    [InlineData("read", SinkOutcome.Unavailable)]
    [InlineData("damaged", SinkOutcome.Unreadable)]
    [InlineData("sector", SinkOutcome.Unreadable)]
    public async Task Content_that_cannot_be_read_now_means_later(string kind, SinkOutcome expected)
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        SinkObject content = new("a", "text/plain", 200_000, _ => kind switch
        {
            "spool" => throw new SpoolException(SpoolFault.Io, "too many files"),
            "open" => throw StorageException.From(Errors.FilesOfProcess, "cannot open x"),
            "read" => Task.FromResult<Stream>(new FailingStream(200_000, StorageException.From(Errors.NoMemory, "cannot read x"))),
            "damaged" => throw new SpoolException(SpoolFault.Damaged, "wrong bytes"),
            _ => Task.FromResult<Stream>(new FailingStream(200_000, StorageException.From(Errors.InputOutput, "cannot read x"))),
        });

        SinkResult result = await bench.Sink.PutAsync(content, default);

        Assert.Equal(expected, result.Outcome);
        Assert.StartsWith("the content cannot be ", result.Reason, StringComparison.Ordinal);
        Assert.Empty(bench.Server.Objects());
    }

    [Fact]
    public async Task A_large_object_goes_in_parts_and_a_failed_one_leaves_no_parts_behind()
    {
        await using SinkBench bench = await SinkBench.StartAsync(sink: o => o with { MultipartAbove = 5 << 20, PartSize = 5 << 20 });
        byte[] bytes = SinkBench.Bytes((11 << 20) + 17);
        bench.Server.Faults.Next(S3Fault.InternalError(), operation: S3Operation.UploadPart);
        bench.Server.Faults.Next(new S3Fault.Answer(200, "InternalError"), operation: S3Operation.CompleteUpload);

        SinkResult part = await bench.Sink.PutAsync(SinkBench.Object("a", bytes, "image/x"), default);
        SinkResult end = await bench.Sink.PutAsync(SinkBench.Object("a", bytes, "image/x"), default);
        int left = bench.Server.Uploads().Count;
        SinkResult stored = await bench.Sink.PutAsync(SinkBench.Object("a", bytes, "image/x"), default);

        Assert.Equal([SinkOutcome.Unavailable, SinkOutcome.Unavailable, SinkOutcome.Stored], [part.Outcome, end.Outcome, stored.Outcome]);
        Assert.Equal(0, left);
        Assert.Equal(bytes, bench.Server.Find("a")!.Content.ToArray());
        Assert.Equal("image/x", bench.Server.Find("a")!.ContentType);
        Assert.Empty(bench.Server.Uploads());
    }

    private sealed class BlockingCredentials : AWSCredentials, IDisposable
    {
        private readonly TaskCompletionSource _over = new();
        private readonly SemaphoreSlim _asked = new(0);
        private int _count;

        public int Asked => Volatile.Read(ref _count);

        public async Task AskedAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await _asked.WaitAsync();
            }
        }

        public override ImmutableCredentials GetCredentials()
        {
            Interlocked.Increment(ref _count);
            _asked.Release();
            _over.Task.Wait();
            throw new InvalidOperationException("the spec is over");
        }

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());

        public void Dispose()
        {
            _over.SetResult();
            _asked.Dispose();
        }
    }

    private sealed class FailingStream(int length, Exception? failure = null) : MemoryStream(new byte[length])
    {
        private readonly Exception _failure = failure ?? new IOException("bad sector");

        public override int Read(byte[] buffer, int offset, int count) => Position > 100_000 ? throw _failure : base.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? throw _failure : base.ReadAsync(destination, cancellationToken);
    }
}
