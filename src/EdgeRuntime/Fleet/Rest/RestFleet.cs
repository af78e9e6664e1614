using System.Collections.Immutable;
using System.Globalization;
using Amazon.Runtime;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Rest.Wire;
using EdgeActors.Wording;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Rest;

/// <summary>
/// A fleet behind the three calls that the old service had, at any address that speaks them (contract §5). Retries nothing, but for a wrong clock: that
/// device would otherwise never be heard of again.
/// </summary>
internal sealed class RestFleet : IFleet, IDisposable
{
    private readonly RestFleetOptions _options;
    private readonly MarkedCredentials _credentials;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RestConnection _connection;
    private long _serviceAhead;

    /// <param name="options">Checked options.</param>
    /// <param name="credentials">What to sign with; made when first needed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="invocations">Gives each request an id of its own.</param>
    /// <param name="log">Told of odd answers.</param>
    public RestFleet(
        RestFleetOptions options, Func<AWSCredentials> credentials, TimeProvider time, Func<Guid> invocations, ILogger<RestFleet> log)
    {
        (_options, _credentials, _time, _log) = (options, new MarkedCredentials(credentials), time, log);
        _connection = new RestConnection(options, invocations);
        Description = options.Endpoint.GetLeftPart(UriPartial.Authority);
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    public Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled) => CallAsync(
        WireOperation.Registration,
        DeviceMessage.Of(_options.Identity),
        answer =>
        {
            (Registration registration, string word) = RegistrationMessage.Read(answer);
            if (!registration.IsActive)
            {
                _log.UnknownWord(Description, Printable.Of(word));
            }

            return registration;
        },
        cancelled);

    /// <inheritdoc />
    public Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled) => CallAsync(
        WireOperation.Heartbeat, HeartbeatMessage.Of(_options.Identity, heartbeat), static _ => Delivered.Instance, cancelled);

    /// <inheritdoc />
    public Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled) => CallAsync(
        WireOperation.Deployments,
        DeviceMessage.Of(_options.Identity),
        answer =>
        {
            ImmutableArray<FleetDeployment> deployments = DeploymentsMessage.Read(answer);
            string tag = Tag(deployments);
            return tag == known ? DesiredState.Unchanged : new DesiredState { Tag = tag, Deployments = deployments };
        },
        cancelled);

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    // The wire has no tag: what it says is named by its contents, so that a state that is as it was need not be planned again.
    private static string Tag(ImmutableArray<FleetDeployment> deployments) =>
        DeploymentDigest.Of("", "", "", deployments.Select(static one => new ModelDefinition { Handle = one.Digest, State = one.Order.ToString() }));

    // Signing and whatever the credentials do happens on the pool, since callers are actors.
    private Task<FleetAnswer<T>> CallAsync<T>(
        string operation, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancelled)
        where T : class => Task.Run(() => TryAsync(operation, body, read, cancelled), cancelled);

    private async Task<FleetAnswer<T>> TryAsync<T>(
        string operation, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancelled)
        where T : class
    {
        using CancellationTokenSource late = new(_options.CallTimeout, _time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
        try
        {
            RestAnswer answer = await SendAsync(operation, body, end.Token);
            return answer.IsOk ? FleetAnswer.Of(read(answer.Body)) : new FleetAnswer<T>(null, RestFault.Of(answer, Description));
        }
        catch (WireFormatException fault)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unusable, $"{Description} gave an answer that cannot be used: {fault.Message}");
        }
        catch (NoCredentialsException none)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, none.Message);
        }
        catch (HttpRequestException failure)
        {
            return new FleetAnswer<T>(null, RestFault.Of(failure, Description));
        }
        catch (IOException)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, $"the connection to {Description} broke");
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            string limit = _options.CallTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, $"{Description} gave no answer within {limit} s");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return FleetAnswer.Failed<T>(FleetFaultKind.Unreachable, $"the call of {Description} failed ({failure.GetType().Name})");
        }
    }

    private async Task<RestAnswer> SendAsync(string operation, ReadOnlyMemory<byte> body, CancellationToken cancelled)
    {
        AwsKeys keys = SdkKeys.From(await _credentials.GetCredentialsAsync().WaitAsync(cancelled));
        RestAnswer answer = await _connection.SendAsync(operation, body, keys, ServiceTime, cancelled);
        if (!RestFault.MayBeTheClock(answer) || answer.Date is not { } date || (date - ServiceTime).Duration() < _options.ClockTolerance)
        {
            return answer;
        }

        TimeSpan ahead = date - _time.GetUtcNow();
        Volatile.Write(ref _serviceAhead, ahead.Ticks);
        _log.ClockOff(-ahead, Description);
        return await _connection.SendAsync(operation, body, keys, ServiceTime, cancelled);
    }

    private DateTimeOffset ServiceTime => _time.GetUtcNow().AddTicks(Volatile.Read(ref _serviceAhead));
}
