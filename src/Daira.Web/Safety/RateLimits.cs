using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Safety;

/// <summary>How often one address may try to get in: signing in, taking an account over, opening one's own membership. Who tries more is told to wait, and the log says so.</summary>
public static partial class RateLimits
{
    /// <summary>Tries a minute; ten at once.</summary>
    public const int TriesPerMinute = 10;

    private static readonly string[] Doors = ["/sign-in", "/invitation", "/membership", "/membership/own", "/membership/own/data", "/my-data"];

    public static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            TooMany(
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RateLimits)), context.HttpContext.Request.Path.Value, context.HttpContext.Connection.RemoteIpAddress);
            return ValueTask.CompletedTask;
        };
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => IsDoor(http.Request)
            ? RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? string.Empty, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = TriesPerMinute,
                TokensPerPeriod = TriesPerMinute,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                AutoReplenishment = true,
            })
            : RateLimitPartition.GetNoLimiter(string.Empty));
    });

    [LoggerMessage(LogLevel.Warning, "Too many tries at {Door} from {Address}")]
    private static partial void TooMany(ILogger log, string? door, System.Net.IPAddress? address);

    private static bool IsDoor(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && Array.Exists(Doors, door => request.Path.Value?.EndsWith(door, StringComparison.OrdinalIgnoreCase) is true);
}
