using System.Collections;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(RemainingOrDilated(max), cancellationToken).ConfigureAwait(false))?.Message;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Take(RemainingOrDilated(max), cancellationToken);
        return envelope is not null;
    }

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        List<object> received = [];
        var end = Now + Dilated(max);
        while (received.Count < numberOfMessages)
        {
            var envelope = Take(end - Now, cancellationToken);
            if (envelope is null)
            {
                Fail($"Timeout ({max}) while expecting {numberOfMessages} messages. Only got {received.Count} after {max}.");
            }

            received.Add(envelope.Message);
        }

        return received;
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        allMessages?.Clear();
        var end = Now + RemainingOrDilated(max);
        while (true)
        {
            var envelope = await TakeAsync(end - Now, cancellationToken).ConfigureAwait(false);
            if (envelope is null)
            {
                Fail($"Timeout during fishForMessage of type {typeof(T)}, hint: {hint}");
            }

            if (envelope.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages?.Add(envelope.Message);
        }
    }

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
    {
        List<T> received = [];
        var end = Now + RemainingOrDilated(max);
        while (received.Count < msgs && Peek(Shorter(end - Now, idle), cancellationToken) is { } envelope)
        {
            var result = filter(envelope.Message);
            if (result is null)
            {
                break;
            }

            _last = envelope;
            _queue.Reader.TryRead(out _);
            received.Add(result);
        }

        return received;
    }

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, null, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Peek(RemainingOrDilated(max), cancellationToken)?.Message;

    private static TimeSpan Shorter(TimeSpan rest, TimeSpan? idle) => idle < rest ? idle.Value : rest;

    private MessageEnvelope Peek(TimeSpan max, CancellationToken cancellationToken) =>
        WaitAsync(max, cancellationToken).GetAwaiter().GetResult() && _queue.Reader.TryPeek(out var envelope) ? envelope : null;

    private MessageEnvelope Take(TimeSpan max, CancellationToken cancellationToken) =>
        TakeAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    private async ValueTask<MessageEnvelope> TakeAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        if (_queue.Reader.TryRead(out var envelope)
            || (await WaitAsync(max, cancellationToken).ConfigureAwait(false) && _queue.Reader.TryRead(out envelope)))
        {
            _last = envelope;
            return envelope;
        }

        return null;
    }

    private async Task<bool> WaitAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        if (HasMessages || max == TimeSpan.Zero)
        {
            return HasMessages;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(max < TimeSpan.Zero && max != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : max);
        try
        {
            return await _queue.Reader.WaitToReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HasMessages;
        }
    }

    internal void FailWith(string text) => Fail(text);

    private void Fail(string text) => _assertions.Fail(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
}
