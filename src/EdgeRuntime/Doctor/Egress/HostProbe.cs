using System.Net;
using System.Net.Sockets;

namespace EdgeActors.Doctor.Egress;

/// <summary>Asks each host for something without keys: that proves name, way, TLS and proxy, and gives the server's time.</summary>
internal static class HostProbe
{
    /// <summary>Asks all at the same time.</summary>
    public static async Task<IReadOnlyList<HostFacts>> LookAsync(IReadOnlyList<NeededHost> hosts, TimeSpan box, TimeProvider time) =>
        await Task.WhenAll(hosts.Select(host => LookAsync(host, box, time)));

    private static async Task<HostFacts> LookAsync(NeededHost host, TimeSpan box, TimeProvider time)
    {
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        if (host.Proxy is { } named)
        {
            handler.Proxy = new WebProxy(named);
        }

        IWebProxy proxies = handler.Proxy ?? HttpClient.DefaultProxy;
        Uri? proxy = proxies.IsBypassed(host.Address) ? null : proxies.GetProxy(host.Address);
        using HttpClient client = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using CancellationTokenSource late = new(box, time);
        long start = time.GetTimestamp();
        HostFacts facts = await AskAsync(client, host, proxy, time, late.Token);
        return facts with { Proxy = proxy, Took = time.GetElapsedTime(start) };
    }

    private static async Task<HostFacts> AskAsync(HttpClient client, NeededHost host, Uri? proxy, TimeProvider time, CancellationToken late)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Head, host.Address);
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late);
            return new HostFacts(host, HostOutcome.Answered)
            {
                Status = (int)answer.StatusCode,
                ClockAhead = answer.Headers.Date is { } date ? time.GetUtcNow() - date : null,
            };
        }
        catch (OperationCanceledException)
        {
            return new HostFacts(host, HostOutcome.Silent);
        }
        catch (HttpRequestException failure)
        {
            return new HostFacts(host, OutcomeOf(failure, proxy is not null)) { Detail = Detail(failure) };
        }
    }

    /// <summary>What a failure means.</summary>
    public static HostOutcome OutcomeOf(HttpRequestException failure, bool byProxy) => failure.HttpRequestError switch
    {
        HttpRequestError.ProxyTunnelError => HostOutcome.Proxy,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError when byProxy => HostOutcome.Proxy,
        HttpRequestError.NameResolutionError => HostOutcome.NoName,
        HttpRequestError.ConnectionError => HostOutcome.Refused,
        HttpRequestError.SecureConnectionError => HostOutcome.NoTls,
        _ => HostOutcome.Broken,
    };

    private static string Detail(HttpRequestException failure) =>
        failure.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : failure.InnerException?.Message ?? failure.HttpRequestError.ToString();
}
