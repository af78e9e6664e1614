using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>Puts an <see cref="EndpointReply"/> onto the wire.</summary>
internal static class EndpointAnswers
{
    private const int FloodBytes = 1 << 20;

    /// <summary>Answers <paramref name="call"/>; refusals carry text that must not reach a log.</summary>
    public static async Task SendAsync(HttpContext call, EndpointReply reply, Func<object> keys)
    {
        HttpResponse response = call.Response;
        switch (reply)
        {
            case EndpointReply.Keys:
                // The real service of nucleus lite calls its JSON that, too.
                response.ContentType = "text/html";
                await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(keys()));
                break;
            case EndpointReply.Null:
                await response.Body.WriteAsync("null\n"u8.ToArray());
                break;
            case EndpointReply.Junk:
                await response.Body.WriteAsync("{\"AccessKeyId\":\"CANARYID\",\"SecretAccessKey\":7}"u8.ToArray());
                break;
            case EndpointReply.Flood:
                await response.Body.WriteAsync(new byte[FloodBytes]);
                break;
            case EndpointReply.Redirect:
                response.Redirect("/elsewhere");
                break;
            case EndpointReply.Hang:
                await NeverAsync(call);
                break;
            case EndpointReply.Stall:
                await BeginAsync(response);
                await NeverAsync(call);
                break;
            case EndpointReply.Half:
                await BeginAsync(response);
                call.Abort();
                break;
            default:
                response.StatusCode = Status(reply);
                await response.Body.WriteAsync("{\"message\":\"CANARYBODY\"}"u8.ToArray());
                break;
        }
    }

    private static async Task BeginAsync(HttpResponse response)
    {
        response.ContentLength = 1000;
        await response.Body.WriteAsync("{\"AccessKeyId\":"u8.ToArray());
        await response.Body.FlushAsync();
    }

    // Ends when the client hangs up.
    private static Task NeverAsync(HttpContext call) =>
        Task.Delay(Timeout.InfiniteTimeSpan, call.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private static int Status(EndpointReply reply) => reply switch
    {
        EndpointReply.BadRequest => 400,
        EndpointReply.Unauthorized => 401,
        EndpointReply.Forbidden => 403,
        EndpointReply.NotFound => 404,
        _ => 500,
    };
}
