# syntax=docker/dockerfile:1
# One file, three images (targets api, deposit, worker) that share every layer but the last.
# Debian, not Alpine: Temporal's native core is built for glibc.

# ── Everything, to compile ───────────────────────────────────────────────────────────────────────────────────────────
FROM node:24-trixie-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

# ── Then only what the three processes need at run time ──────────────────────────────────────────────────────────────
FROM build AS production
RUN npm ci --omit=dev --workspace apps/api --workspace apps/deposit --workspace apps/worker

FROM node:24-trixie-slim AS runtime
# Temporal's core looks for root certificates even when it uses no TLS.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 700 /var/spool/timetable
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production /app/package.json ./
COPY --from=production /app/node_modules ./node_modules
COPY --from=production /app/packages ./packages
COPY --from=production /app/workflows ./workflows
COPY --from=production /app/activities ./activities
COPY --from=production /app/apps ./apps
COPY --from=production /app/dist ./dist
# An account of the image, without rights on what it runs.
USER node

# The commands are those of npm run start:api, start:deposit and start:worker: node itself is process 1 (under compose's
# init), so that SIGTERM reaches it.
FROM runtime AS api
# Where files are received, made in the layer above: a volume belongs there, since /tmp is memory under compose.
ENV TMPDIR=/var/spool/timetable
EXPOSE 3000
CMD ["node", "dist/api.js"]

FROM runtime AS deposit
# As above.
ENV TMPDIR=/var/spool/timetable
EXPOSE 8080
CMD ["node", "dist/deposit.js"]

FROM runtime AS worker
EXPOSE 3001
# Memory is what limits how many workers a machine holds: measured in docs/performance.md.
CMD ["node", "--heap-growing-percent=30", "--max-semi-space-size=4", "dist/worker.js"]
