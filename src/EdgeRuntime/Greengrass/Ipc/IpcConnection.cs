using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeActors.Wording;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>
/// One connection to the nucleus: calls with a stream each, and events on the streams of subscriptions. It ends at the first thing that goes
/// wrong, an unanswered call included, and is then of no use any more: <see cref="NucleusLink"/> makes the next one.
/// </summary>
internal sealed class IpcConnection : IAsyncDisposable
{
    private const string Service = "aws.greengrass#";

    private readonly ConcurrentDictionary<int, IpcCall> _calls = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Stream _stream;
    private readonly IpcOptions _options;
    private readonly TimeProvider _clock;
    private readonly Task _reading;
    private IpcException? _fault;
    private int _lastStream;

    /// <summary>Goes on with a stream whose connection was accepted.</summary>
    public IpcConnection(Stream stream, IpcOptions options, TimeProvider clock)
    {
        (_stream, _options, _clock) = (stream, options, clock);
        Closed = _closing.Token;
        _reading = ReadAllAsync();
    }

    /// <summary>Fires when the connection has ended.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Why it ended; null while it has not, or when this side ended it.</summary>
    public IpcException? Fault => Volatile.Read(ref _fault);

    /// <summary>Calls an operation and waits for its answer.</summary>
    /// <param name="operation">For example <c>GetConfiguration</c>.</param>
    /// <param name="request">Its request.</param>
    /// <param name="cancelled">Ends the wait.</param>
    /// <param name="onEvent">Told of what follows on the same stream, on the reading thread; null for a call without events.</param>
    /// <exception cref="IpcException">The operation failed, or the connection.</exception>
    public async Task<JsonElement> CallAsync(string operation, JsonObject request, CancellationToken cancelled, Action? onEvent = null)
    {
        int stream = Interlocked.Increment(ref _lastStream);
        IpcCall call = new(operation, onEvent);
        _calls[stream] = call;
        try
        {
            await WriteAsync(
                new IpcFrame(IpcFrameType.Message, 0, stream, Headers(operation), JsonSerializer.SerializeToUtf8Bytes(request)), cancelled);
            using CancellationTokenRegistration ended = Closed.Register(() => call.Fail(Fault ?? Ended()));
            JsonElement answer = await call.Answer.WaitAsync(_options.RequestTimeout, _clock, cancelled);
            return answer;
        }
        catch (TimeoutException late)
        {
            IpcException fault = new($"it did not answer {operation} within {_options.RequestTimeout.TotalSeconds} s", late);
            Close(fault);
            throw fault;
        }
        finally
        {
            if (onEvent is null || !call.Answer.IsCompletedSuccessfully)
            {
                _calls.TryRemove(stream, out _);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Close(null);
        await _reading;
        _writing.Dispose();
        _closing.Dispose();
    }

    private static Dictionary<string, string> Headers(string operation) => new()
    {
        ["operation"] = Service + operation,
        ["service-model-type"] = $"{Service}{operation}Request",
        [":content-type"] = "application/json",
    };

    private static IpcException Ended() => new("the connection was ended");

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                await TakeAsync(await IpcFrameCodec.ReadAsync(_stream, _options.MaxFrameBytes, Closed));
            }
        }
        catch (IpcException fault)
        {
            Close(fault);
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException)
        {
            Close(new IpcException("it closed the connection", end));
        }
        catch (OperationCanceledException)
        {
            Close(null);
        }
    }

    private async Task TakeAsync(IpcFrame frame)
    {
        switch (frame.Type)
        {
            case IpcFrameType.Message or IpcFrameType.Error:
                // An answer that nobody waits for any more is no fault.
                if (_calls.GetValueOrDefault(frame.Stream)?.Take(frame) == false)
                {
                    _calls.TryRemove(frame.Stream, out _);
                }

                break;
            case IpcFrameType.Ping:
                await WriteAsync(frame with { Type = IpcFrameType.PingAnswer, Flags = 0, Texts = IpcFrame.NoTexts }, Closed);
                break;
            case IpcFrameType.ProtocolError or IpcFrameType.InternalError:
                throw new IpcException($"it reported a {frame.Type} ({Printable.Of(System.Text.Encoding.UTF8.GetString(frame.Payload.Span))})");
            default:
                break;
        }
    }

    private async Task WriteAsync(IpcFrame frame, CancellationToken cancelled)
    {
        try
        {
            using CancellationTokenSource late = new(_options.RequestTimeout, _clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, Closed);
            await _writing.WaitAsync(either.Token);
            try
            {
                // Not ended by the caller's token: half a frame would spoil all that follow.
                await _stream.WriteAsync(IpcFrameCodec.Encode(frame), either.Token);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            IpcException fault = Fault ?? new IpcException("it takes nothing any more", end);
            Close(fault);
            throw fault;
        }

        cancelled.ThrowIfCancellationRequested();
    }

    private void Close(IpcException? fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Closed for good already.
            return;
        }

        _stream.Dispose();
    }
}
