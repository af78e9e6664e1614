using System.Collections.Concurrent;
using EdgeActors.Packages;

namespace EdgeActors.Specs.Packages.Fakes;

/// <summary>A source in memory with failure switches.</summary>
internal sealed class FakeSource : IPackageSource
{
    private readonly Dictionary<string, (byte[] Content, string Version)> _objects = new(StringComparer.Ordinal);

    /// <summary>What was opened, and from where on.</summary>
    public ConcurrentQueue<(string Url, long Offset)> Opened { get; } = new();

    /// <summary>The connection breaks after so many bytes of an answer; null for never.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>The answer ends after so many bytes as if it were whole; null for never.</summary>
    public int? EndsAfter { get; set; }

    /// <summary>The answer never ends.</summary>
    public bool IsEndless { get; set; }

    /// <summary>The answer stops after so many bytes and says nothing more; null for never.</summary>
    public int? SilentAfter { get; set; }

    /// <summary>It announces so many bytes; null for the truth.</summary>
    public long? Announces { get; set; }

    /// <summary>Every call fails with it.</summary>
    public PackageSourceException? Fails { get; set; }

    /// <summary>Done at each call, before it is answered.</summary>
    public Action? OnOpen { get; set; }

    /// <summary>Set once a silent answer is waited for.</summary>
    public TaskCompletionSource Waited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeSource Put(string url, byte[] content, string version = "v1")
    {
        _objects[url] = (content, version);
        return this;
    }

    public Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled)
    {
        OnOpen?.Invoke();
        Opened.Enqueue((url, offset));
        if (Fails is { } failure)
        {
            throw failure;
        }

        if (!_objects.TryGetValue(url, out (byte[] Content, string Version) found))
        {
            throw new PackageSourceException(isTransient: false, $"there is no {url}");
        }

        long begin = version == found.Version ? offset : 0;
        return Task.FromResult(new PackageStream(
            new Answer(this, found.Content.AsMemory((int)begin)), begin, Announces ?? found.Content.Length, found.Version));
    }

    private sealed class Answer(FakeSource source, ReadOnlyMemory<byte> content) : Stream
    {
        private const int Slice = 1000;
        private int _place;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_place >= source.BreaksAfter)
            {
                throw new IOException("the connection broke");
            }

            if (_place >= source.SilentAfter)
            {
                source.Waited.TrySetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            int most = Math.Min(source.EndsAfter ?? int.MaxValue, Math.Min(source.BreaksAfter ?? int.MaxValue, source.SilentAfter ?? int.MaxValue));
            int left = source.IsEndless ? Slice : Math.Min(content.Length, most) - _place;
            int read = Math.Min(Math.Min(left, buffer.Length), Slice);
            if (_place + read <= content.Length)
            {
                content.Slice(_place, read).CopyTo(buffer);
            }

            _place += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush()
        {
            // Nothing is ever written.
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
